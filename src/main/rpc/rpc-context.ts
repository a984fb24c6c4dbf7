/** Who calls. Comes from the host, never from the caller's input. */
export interface RpcContext {
  /** The window or session, for the log. */
  readonly viewerId: string;
}
