/** A command of a package: what it is called for users, and its module. */
export interface PackedCommand {
  /** Name on the command line. */
  readonly name: string;
  /** Its module, relative to the package's folder. */
  readonly module: string;
  /** What it may do; it is a program of the user's own machine. */
  readonly permissions: readonly string[];
}

/** A package that is made into a tarball for npm. */
export interface PackedPackage {
  /** Its folder, relative to the project's root. */
  readonly folder: string;
  readonly description: string;
  /**
   * Entry points that are put in front of an application, by export name; each is the bundle that
   * `instrument` uses, so that it starts as fast. All others, but commands, become JavaScript and
   * types.
   */
  readonly bundles: Readonly<Record<string, string>>;
  readonly commands: readonly PackedCommand[];
  /** Packages that only applications which have them anyway need, with the range that works. */
  readonly optionalPeers: Readonly<Record<string, string>>;
}
