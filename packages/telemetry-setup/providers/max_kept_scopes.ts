/**
 * So many tracers, meters and loggers are kept, each: an application may make up the names of their scopes
 * without end.
 */
export const MAX_KEPT_SCOPES = 1000;
