/** An npm package, or a built-in module, that an application uses. */
export interface FoundPackage {
  /** With `node:` for a built-in module. */
  readonly name: string;
  /** An exact version or, where nothing says which it is, a range of npm; `*` for built-in modules. */
  readonly version: string;
}
