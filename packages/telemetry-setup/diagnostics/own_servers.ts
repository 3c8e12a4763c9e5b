/**
 * HTTP servers of the distribution itself: their requests are no requests of the application, so no
 * instrumentation records them.
 */
export const OWN_SERVERS: WeakSet<object> = new WeakSet();
