// The door of the browser: the desk's page in the reader's language.
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./frame/app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
createRoot(root).render(<StrictMode><App /></StrictMode>);
