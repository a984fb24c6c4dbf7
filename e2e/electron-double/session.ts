/** The default session: protocol handlers, the request filter and the permission handlers, applied to Chromium's requests. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Request as PageRequest, Route } from 'playwright-core';
import { recorded } from './recorded.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type RequestFilter = (details: Electron.OnBeforeRequestListenerDetails, decide: (response: Electron.CallbackResponse) => void) => void;
type HeaderFilter = (
  details: Electron.OnHeadersReceivedListenerDetails,
  decide: (response: Electron.HeadersReceivedResponse) => void,
) => void;
type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type DeviceHandler = Parameters<Electron.Session['setDevicePermissionHandler']>[0];
type DisplayHandler = Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0];

const TYPES: Readonly<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  fetch: 'xhr',
  xhr: 'xhr',
  media: 'media',
  websocket: 'webSocket',
};

let isReady = false;
const schemes = new Set<string>();
let lastRequest = 0;

class DoubleProtocol implements Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged' | 'unhandle' | 'isProtocolHandled'> {
  readonly handlers = new Map<string, ProtocolHandler>();
  handle(scheme: string, handler: ProtocolHandler): void {
    if (!isReady) throw new Error('protocol.handle: the app is not ready');
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  registerSchemesAsPrivileged(customSchemes: Electron.CustomScheme[]): void {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of customSchemes) schemes.add(scheme);
  }
}

class DoubleWebRequest implements Pick<Electron.WebRequest, 'onHeadersReceived'> {
  before: RequestFilter | null = null;
  headers: HeaderFilter | null = null;
  onBeforeRequest(...args: unknown[]): void {
    this.before = args.findLast((arg): arg is RequestFilter => typeof arg === 'function') ?? null;
  }
  onHeadersReceived(...args: unknown[]): void {
    this.headers = args.findLast((arg): arg is HeaderFilter => typeof arg === 'function') ?? null;
  }
}

/** The permission handlers, for the control: null is Electron's default, which allows. */
export interface PermissionHandlers {
  request: RequestHandler;
  check: CheckHandler;
  device: DeviceHandler;
  display: DisplayHandler;
}

export class DoubleSession extends EventEmitter {
  readonly protocol = new DoubleProtocol();
  readonly webRequest = new DoubleWebRequest();
  readonly permissions: PermissionHandlers = { request: null, check: null, device: null, display: null };
  readonly spelling = { isEnabled: true, languages: ['en-US'], dictionaryUrl: 'default' };

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.permissions.request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.permissions.check = handler;
  }
  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.permissions.device = handler;
  }
  setDisplayMediaRequestHandler(handler: DisplayHandler): void {
    this.permissions.display = handler;
  }
  setSpellCheckerEnabled(enable: boolean): void {
    this.spelling.isEnabled = enable;
  }
  isSpellCheckerEnabled(): boolean {
    return this.spelling.isEnabled;
  }
  setSpellCheckerLanguages(languages: string[]): void {
    this.spelling.languages = languages;
  }
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.spelling.dictionaryUrl = url;
  }
  addWordToSpellCheckerDictionary(word: string): boolean {
    recorded('session.addWordToSpellCheckerDictionary', word);
    return true;
  }
  get availableSpellCheckerLanguages(): string[] {
    return ['en-US', 'en-GB', 'de', 'fr'];
  }
  getUserAgent(): string {
    return 'electron-double';
  }

  /** Answers a page's request as Electron would: the filter first, then the scheme's handler. Nothing else exists. */
  async answer(route: Route, url: string, isMainFrame: boolean, contents: { readonly id: number }): Promise<void> {
    const request = route.request();
    if (await this.#isCancelled(request, url, isMainFrame, contents.id)) return route.abort('blockedbyclient');
    const handler = this.protocol.handlers.get(url.slice(0, url.indexOf(':')));
    if (handler === undefined) return route.abort('connectionrefused');
    const body = request.postDataBuffer();
    const response = await handler(
      new Request(url, { method: request.method(), headers: request.headers(), ...(body === null ? {} : { body: new Uint8Array(body) }) }),
    );
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  #isCancelled(request: PageRequest, url: string, isMainFrame: boolean, webContentsId: number): Promise<boolean> {
    const filter = this.webRequest.before;
    if (filter === null) return Promise.resolve(false);
    const frameType = isMainFrame ? ('mainFrame' as const) : ('subFrame' as const);
    const resourceType = request.isNavigationRequest() ? frameType : (TYPES[request.resourceType()] ?? 'other');
    const id = (lastRequest += 1);
    const details = { id, url, method: request.method(), resourceType, referrer: '', timestamp: 0, uploadData: [], webContentsId };
    return new Promise((resolve) => {
      filter(details, ({ cancel, redirectURL }) => {
        if (redirectURL !== undefined) throw new Error('electron double: redirects of the request filter are not modelled');
        resolve(cancel === true);
      });
    });
  }
}

export const defaultSession = new DoubleSession();
export const protocol = defaultSession.protocol;

/** Called once by the app. */
export function becomeReady(): void {
  isReady = true;
}
