// Records everything, and is still there a moment later: what is handed over has some age by then.
await import("./record_everything.ts");
await new Promise((resolve) => setTimeout(resolve, 500));
