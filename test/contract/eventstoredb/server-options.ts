/** What a stand-in is started with. */
export interface ServerOptions {
  /** As the server calls itself; "unimplemented": it does not say. */
  readonly version?: string;
  /** Where its positions begin, as a decimal string. */
  readonly firstPosition?: string;
  /** `name:password` that every call must bring. */
  readonly user?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Member {
  readonly host: string;
  readonly port: number;
  readonly leads: boolean;
}
