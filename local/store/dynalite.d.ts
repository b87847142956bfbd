/** dynalite 4.0.0 comes without types; these are the ones the store process needs. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  function dynalite(options: {
    /** Folder of the LevelDB store. @default in memory */
    readonly path?: string;
    /** How long a new table is not yet there. @default 500 */
    readonly createTableMs?: number;
  }): Server;
  export = dynalite;
}
