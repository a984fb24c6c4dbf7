import { rpc } from '../rpc/client.ts';

/** Desktop host: main checks the address once more, asks the user and opens it. */
export async function openLinkInDesktop(url: string): Promise<void> {
  await rpc.app.openLink({ url }).catch(() => undefined);
}
