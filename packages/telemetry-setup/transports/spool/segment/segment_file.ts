/**
 * A file that this process alone writes: it holds the lock as long as it has the file open. The
 * system gives the lock back when the process ends, however it does.
 */
export class SegmentFile {
  readonly path: string;
  #file: Deno.FsFile;
  #size: number;

  private constructor(path: string, file: Deno.FsFile) {
    this.path = path;
    this.#file = file;
    this.#size = file.statSync().size;
  }

  /**
   * Makes a file; `undefined` where somebody else locked it at once.
   *
   * @throws {Error} If it cannot be made, or is there already.
   */
  static create(path: string): SegmentFile | undefined {
    const file = Deno.openSync(path, { read: true, write: true, createNew: true, mode: 0o600 });
    return SegmentFile.#lock(path, file);
  }

  /**
   * Takes a file over; `undefined` where it belongs to a process that runs, or is gone.
   *
   * @throws {Error} If it cannot be opened.
   */
  static takeOver(path: string): SegmentFile | undefined {
    let file;
    try {
      file = Deno.openSync(path, { read: true, write: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
    return SegmentFile.#lock(path, file);
  }

  /** Locks a file that was just opened; closes it where that cannot be. */
  static #lock(path: string, file: Deno.FsFile): SegmentFile | undefined {
    try {
      if (file.tryLockSync(true)) {
        const segment = new SegmentFile(path, file);
        // Between opening and locking, whoever had the lock may have removed it.
        if (segment.isInPlace()) return segment;
      }
    } catch (error) {
      file.close();
      throw error;
    }
    file.close();
    return undefined;
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /**
   * Writes at the end, all or nothing.
   *
   * @throws {Error} If there is no room, or the file cannot be written.
   */
  append(bytes: Uint8Array): void {
    try {
      writeAt(this.#file, this.#size, bytes);
    } catch (error) {
      this.truncate(this.#size);
      throw error;
    }
    this.#size += bytes.length;
  }

  /**
   * Reads what is between two offsets; less where the file is shorter.
   *
   * @throws {Error} If it cannot be read.
   */
  read(start: number, end: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(end - start);
    this.#file.seekSync(start, Deno.SeekMode.Start);
    let length = 0;
    while (length < bytes.length) {
      const read = this.#file.readSync(bytes.subarray(length));
      if (read === null) break;
      length += read;
    }
    return bytes.subarray(0, length);
  }

  /** Cuts off what is behind `size`. Where that fails, it is written over next. */
  truncate(size: number): void {
    this.#size = size;
    try {
      this.#file.truncateSync(size);
    } catch {
      // Whoever reads it finds no record there.
    }
  }

  /** Whether the path still leads to this file. */
  isInPlace(): boolean {
    try {
      const there = Deno.statSync(this.path);
      const here = this.#file.statSync();
      return there.ino === here.ino && there.dev === here.dev;
    } catch (error) {
      // What cannot be told is taken for well.
      return !(error instanceof Deno.errors.NotFound);
    }
  }

  /**
   * Makes the file again, with what is in it, after somebody has removed it.
   *
   * @throws {Error} If it cannot be made.
   */
  restore(): void {
    const content = this.read(0, this.#size);
    const copy = SegmentFile.create(this.path);
    if (copy === undefined) throw new Error("somebody else took the file just made");
    try {
      copy.append(content);
    } catch (error) {
      copy.remove();
      throw error;
    }
    this.#file.close();
    this.#file = copy.#file;
    this.#size = copy.#size;
  }

  /** Removes the file and lets go of it. */
  remove(): void {
    try {
      if (this.isInPlace()) Deno.removeSync(this.path);
    } catch {
      this.truncate(0);
    }
    this.#file.close();
  }

  /** Lets go of the file: whoever comes may take it over. */
  release(): void {
    this.#file.close();
  }
}

function writeAt(file: Deno.FsFile, offset: number, bytes: Uint8Array): void {
  file.seekSync(offset, Deno.SeekMode.Start);
  for (let written = 0; written < bytes.length;) {
    const length = file.writeSync(bytes.subarray(written));
    if (length === 0) throw new Error("nothing more can be written");
    written += length;
  }
}
