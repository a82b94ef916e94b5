/** What the global flags say (kubectl's own, see `kubectl options`), and the surroundings they are read in. */
export type ClusterOptions = {
  kubeconfig?: string;
  context?: string;
  cluster?: string;
  user?: string;
  namespace?: string;
  server?: string;
  token?: string;
  as?: string;
  asGroups?: readonly string[];
  asUid?: string;
  /** `key=value`, repeated for more values of a key. */
  asUserExtra?: readonly string[];
  certificateAuthority?: string;
  clientCertificate?: string;
  clientKey?: string;
  insecureSkipTlsVerify?: boolean;
  tlsServerName?: string;
  /** Milliseconds for one request; none when absent or 0. Streams: until the answer's head. */
  requestTimeoutMs?: number;
  env: {readonly [name: string]: string | undefined};
  home: string;
  /** Gets each distinct warning of the server once, as a whole line. */
  warn(text: string): void;
  /** Where a pod finds its service account; only tests name another folder. */
  serviceAccountFolder?: string;
};
