/** Electron's fuses: every one is decided here (research: reliability A2), and one that Electron adds makes packaging fail. */
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

type FuseName = keyof typeof FuseV1Options;

export const FUSES: Readonly<Record<FuseName, boolean>> = {
  // The app must not serve as a plain Node or be debugged: its rights would be everyone's.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableCookieEncryption: true,
  // Checked by Electron on macOS and Windows; Linux has no such check.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  // The pages come by app://, never by file://.
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

/** @throws Error when Electron has a fuse that is not decided above */
export async function setFuses(program: string, isUnsignedMac: boolean): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: isUnsignedMac,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: FUSES.RunAsNode,
    [FuseV1Options.EnableCookieEncryption]: FUSES.EnableCookieEncryption,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FUSES.EnableNodeOptionsEnvironmentVariable,
    [FuseV1Options.EnableNodeCliInspectArguments]: FUSES.EnableNodeCliInspectArguments,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FUSES.EnableEmbeddedAsarIntegrityValidation,
    [FuseV1Options.OnlyLoadAppFromAsar]: FUSES.OnlyLoadAppFromAsar,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FUSES.LoadBrowserProcessSpecificV8Snapshot,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FUSES.GrantFileProtocolExtraPrivileges,
    [FuseV1Options.WasmTrapHandlers]: FUSES.WasmTrapHandlers,
  });
}

/** The fuses of a program that are not as decided, read back from its file. */
export async function findWrongFuses(program: string): Promise<readonly string[]> {
  const wire = new Map(Object.entries(await getCurrentFuseWire(program)));
  return Object.entries(FUSES).flatMap(([name, isOn]) => {
    const state = wire.get(String(Reflect.get(FuseV1Options, name)));
    const wanted = isOn ? FuseState.ENABLE : FuseState.DISABLE;
    return state === wanted ? [] : [`fuse ${name} should be ${isOn ? 'on' : 'off'}`];
  });
}
