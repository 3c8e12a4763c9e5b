import { render } from "preact";
import { App } from "./app.tsx";
import { startKeyboard } from "./state/keyboard.ts";
import { startLive } from "./state/live.ts";
import { startPreferences } from "./state/preferences.ts";
import { startRouter } from "./state/router.ts";

startPreferences();
startRouter();
startKeyboard();
render(<App />, document.getElementById("app")!);
startLive();
