/** A mount in its long form, with an absolute path as the source of a bind mount. */
export interface ComposeMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly create_host_path?: boolean };
}

/** A service of a compose file, as far as the tests ask for it. */
export interface ComposeService {
  readonly image?: string;
  /** Both absolute. */
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** As written: `address:published:target`. */
  readonly ports: readonly string[];
  readonly volumes: readonly ComposeMount[];
  readonly profiles: readonly string[];
  readonly dependsOn: readonly string[];
  /** Names under which others find it, its own first. */
  readonly names: readonly string[];
  /** As written, such as `512m`; `undefined` where there is none. */
  readonly memoryLimit: string | undefined;
  readonly restart?: string;
  readonly hasHealthcheck: boolean;
}

/** A compose file with variables replaced by their defaults and `extends` followed. */
export interface ComposeFile {
  readonly name: string | undefined;
  readonly services: Readonly<Record<string, ComposeService>>;
  /** Names of the volumes that it declares. */
  readonly volumes: readonly string[];
}
