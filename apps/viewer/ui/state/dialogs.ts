import { signal } from "@preact/signals";

/** The window that says what keys do. */
export const helpDialog = signal(false);
/** The window that says how to send telemetry here. */
export const sendDialog = signal(false);
/** The window in which a trace is found by a pasted text. */
export const jumpDialog = signal(false);
/** The window that asks before everything is deleted. */
export const clearDialog = signal(false);
/** A short message at the bottom of the page. */
export const notice = signal<string | undefined>(undefined);
