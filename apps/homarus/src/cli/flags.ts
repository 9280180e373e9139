/** What the options of a command say; commander names them after their long flags. */
export interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly memoryPort?: string;
  readonly controlPort?: string;
  readonly home?: string;
  readonly logLevel?: string;
}

export interface SearchFlags {
  readonly home?: string;
  readonly user?: string;
  readonly limit?: string;
  readonly asOf?: string;
  readonly trace?: true;
  readonly json?: true;
}

/** Of the commands that look after what is stored. */
export interface CareFlags {
  readonly home?: string;
  readonly user?: string;
  readonly all?: true;
  readonly json?: true;
  readonly dryRun?: true;
}

/** Of `memory export` and `memory import`. */
export interface TransferFlags extends CareFlags {
  readonly adopt?: true;
}

export interface ExportFlags extends TransferFlags {
  readonly format?: string;
}

export interface ImportFlags extends TransferFlags {
  readonly from?: string;
  readonly learn?: true;
  readonly sourceUser?: string;
}

/** Of `plugins`. */
export interface PluginFlags {
  readonly home?: string;
  readonly json?: true;
}
