/**
 * What V8 writes with `--cpu-prof`.
 *
 * @see {@link https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile}
 */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      /** The first line is 0. */
      readonly lineNumber: number;
    };
  }[];
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** Microseconds from each sample to the one before it, or to the start. */
  readonly timeDeltas: readonly number[];
}
