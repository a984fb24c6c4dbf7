/** What the tray says and offers, as a value of the engine's state. */
import type { MenuItemConstructorOptions } from 'electron';
import type { EngineState } from '#shared/models/model.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';
import type { ShellActions } from '../shell-actions.ts';

export type TrayState = 'ready' | 'writing' | 'loading' | 'none';

export interface TrayModel {
  readonly tooltip: string;
  readonly items: MenuItemConstructorOptions[];
}

export interface TrayModelOptions {
  readonly strings: Readonly<DesktopStrings>;
  readonly engine: EngineState;
  readonly actions: ShellActions;
}

export function trayState(engine: EngineState): TrayState {
  if (engine.state === 'ready') return engine.isBusy ? 'writing' : 'ready';
  return engine.state === 'starting' || engine.state === 'loading' ? 'loading' : 'none';
}

const modelName = (engine: EngineState): string | null => {
  if (engine.state === 'ready') return engine.model.name;
  return engine.state === 'starting' || engine.state === 'loading' ? engine.name : null;
};

export function trayModel({ strings, engine, actions }: TrayModelOptions): TrayModel {
  const state = trayState(engine);
  const said = { ready: strings.trayReady, writing: strings.trayWriting, loading: strings.trayLoading, none: strings.trayNoModel }[state];
  const name = modelName(engine);
  const status = name === null ? said : `${said} · ${name}`;
  return {
    tooltip: `Inkstone: ${status}`,
    items: [
      { id: 'status', label: status, enabled: false },
      { type: 'separator' },
      { id: 'open', label: strings.openInkstone, click: () => actions.go('') },
      { id: 'quick-ask', label: strings.quickAsk, click: actions.showQuickAsk },
      { id: 'new-chat', label: strings.newChat, click: () => actions.go('/chat') },
      { id: 'stop-all', label: strings.stopAll, enabled: state === 'writing', click: actions.stopAll },
      { type: 'separator' },
      { id: 'quit', label: strings.quit, click: actions.quit },
    ],
  };
}
