/** The panel's looks. Every text has 4.5:1 on what is behind it, in both schemes. */
export const style = `
:host {
  all: initial;
  color-scheme: light dark;
  --back: #fff; --raised: #f3f4f5; --line: #d4d7da; --text: #17191c; --faint: #585e66;
  --good: #06693a; --bad: #b3261e; --wait: #7a4d00; --accent: #06693a; --on-accent: #fff;
  --mark: #ffd7d3; --on-mark: #8c0d06; --shadow: 0 4px 24px rgba(0, 0, 0, .24);
}
@media (prefers-color-scheme: dark) {
  :host {
    --back: #1b1d1f; --raised: #272a2d; --line: #43474c; --text: #eceef0; --faint: #aab0b7;
    --good: #54cf91; --bad: #ff9d94; --wait: #f0b95c; --accent: #54cf91; --on-accent: #06301b;
    --mark: #64201b; --on-mark: #ffdcd8; --shadow: 0 4px 24px rgba(0, 0, 0, .7);
  }
}
*, *::before, *::after { box-sizing: border-box; margin: 0; padding: 0; }
[hidden] { display: none !important; }
.frame, .pill {
  font: 15px/1.45 system-ui, -apple-system, "PingFang SC", "Helvetica Neue", "Noto Sans CJK SC", "Noto Sans", sans-serif;
  color: var(--text); -webkit-text-size-adjust: 100%; text-align: start;
}
.pill {
  position: fixed; z-index: 2147483647; display: inline-flex; align-items: center; gap: 8px;
  min-height: 44px; max-width: calc(100vw - 16px); padding: 0 16px; border: 1px solid var(--line); border-radius: 22px;
  background: var(--back); box-shadow: var(--shadow); cursor: pointer; touch-action: none;
}
.pill span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.frame { display: flex; flex-direction: column; background: var(--back); }
.frame.over { position: fixed; z-index: 2147483647; box-shadow: var(--shadow); }
.dock-bottom, .dock-top { left: 0; right: 0; height: min(max(62vh, 440px), 92vh, 600px); margin: 0 auto; max-width: 760px; }
.dock-bottom { bottom: 0; border-radius: 14px 14px 0 0; padding-bottom: env(safe-area-inset-bottom); }
.dock-top { top: 0; border-radius: 0 0 14px 14px; padding-top: env(safe-area-inset-top); }
.dock-left, .dock-right { top: 0; bottom: 0; width: 400px; max-width: 100vw; }
.dock-left { left: 0; border-right: 1px solid var(--line); }
.dock-right { right: 0; border-left: 1px solid var(--line); }
.within { min-height: 100%; }
header { flex: none; display: flex; align-items: center; gap: 4px; padding: 4px 4px 4px 16px; touch-action: none; }
header > div { flex: 1; min-width: 0; padding: 4px 0; }
h2 { display: flex; align-items: center; gap: 8px; font-size: 16px; line-height: 1.3; font-weight: 600; }
h2:focus { outline: none; }
h2 span { overflow-wrap: anywhere; }
h2 small { flex: none; font-size: 13px; font-weight: 400; color: var(--faint); }
h3 { margin: 20px 0 6px; font-size: 13px; line-height: 1.4; font-weight: 600; color: var(--faint); }
[role=tabpanel] > section + section, [role=tabpanel] > .card + section { margin-top: 24px; }
section > h3:first-child { margin-top: 0; }
.note + .note, .lanes + .note, p + .note { margin-top: 6px; }
.row + [role=status] > * { margin-top: 12px; }
p { overflow-wrap: anywhere; }
.client { font-size: 13px; color: var(--faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dot { flex: none; width: 10px; height: 10px; border-radius: 50%; background: var(--faint); }
.is-ready > .dot, .is-good > .dot { background: var(--good); }
.is-failed > .dot, .is-bad > .dot { background: var(--bad); border-radius: 2px; }
.is-configuring > .dot, .is-pending > .dot { background: none; border: 2px solid var(--wait); }
.is-cancelled > .dot, .is-outside > .dot { background: none; border: 2px solid var(--faint); }
button, input, textarea, select { font: inherit; color: inherit; }
button { border: 0; background: none; cursor: pointer; -webkit-tap-highlight-color: transparent; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { flex: none; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 22px; }
.icon:hover { background: var(--raised); }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
[role=tablist] { flex: none; display: flex; gap: 2px; padding: 0 8px; overflow-x: auto; border-bottom: 1px solid var(--line); }
[role=tab] { flex: 1 0 auto; min-height: 44px; padding: 0 10px; border-bottom: 3px solid transparent; color: var(--faint); }
[role=tab][aria-selected=true] { border-color: var(--accent); color: var(--text); font-weight: 600; }
[role=tab]:focus-visible { outline-offset: -3px; }
[role=tabpanel] { flex: 1 1 auto; min-height: 0; padding: 12px 16px 24px; overflow-y: auto; overscroll-behavior: contain; }
[role=tabpanel]:focus-visible { outline-offset: -3px; }
footer { flex: none; display: flex; flex-wrap: wrap; gap: 8px; padding: 8px 16px; border-top: 1px solid var(--line); }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: 4px 16px;
  border: 1px solid var(--line); border-radius: 8px; background: var(--raised); font-weight: 500;
}
.button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.button:disabled { opacity: 1; color: var(--faint); cursor: default; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.card { padding: 14px 16px; border: 1px solid var(--line); border-left: 4px solid var(--faint); border-radius: 8px; background: var(--raised); }
.card.is-bad { border-left-color: var(--bad); }
.card.is-good { border-left-color: var(--good); }
.card h3 { margin: 0 0 4px; font-size: 16px; color: var(--text); }
.card h4 { margin: 12px 0 2px; font-size: 14px; font-weight: 600; }
.card ol { margin: 4px 0 0; padding-left: 22px; }
.card ol + dl, .card p + dl { margin-top: 14px; }
.card li { margin-top: 4px; overflow-wrap: anywhere; }
.note { font-size: 13px; color: var(--faint); }
.good { color: var(--good); } .bad { color: var(--bad); } .warning { color: var(--wait); }
code, .url, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace; }
.url, pre { display: block; overflow-wrap: anywhere; word-break: break-all; white-space: pre-wrap; }
mark { padding: 1px 2px; border-radius: 3px; background: var(--mark); color: var(--on-mark); font-weight: 700; }
dl { display: grid; gap: 10px; }
dt { font-size: 13px; color: var(--faint); }
dd { overflow-wrap: anywhere; }
p + .lanes { margin-top: 8px; }
.lanes > div { padding-left: 10px; border-left: 3px solid var(--line); }
.lanes .is-good { border-color: var(--good); }
.lanes .is-bad { border-color: var(--bad); }
.list { list-style: none; }
.list > li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 8px; padding: 8px 0; border-bottom: 1px solid var(--line); }
.list > li > .dot { align-self: center; }
.list > li > b { flex: 1; min-width: 0; font-weight: 500; overflow-wrap: anywhere; }
.list > li > p, .list > li > .url { flex: 1 1 100%; font-size: 13px; color: var(--faint); }
.list time { font-size: 13px; color: var(--faint); }
.list > li > div, .list > li > details { flex: 1 1 100%; min-width: 0; }
details pre { max-height: 240px; overflow: auto; padding: 8px 10px; border-radius: 8px; background: var(--raised); }
details > summary { font-size: 13px; color: var(--faint); min-height: 44px; padding: 10px 0; cursor: pointer; }
.field { display: block; margin-top: 12px; }
.field > span { display: block; margin-bottom: 4px; font-size: 13px; color: var(--faint); }
.field input, .field textarea, .field select {
  display: block; width: 100%; min-height: 44px; padding: 10px 12px; border: 1px solid var(--faint); border-radius: 8px;
  background: var(--back); font-size: 16px; resize: vertical;
}
.field textarea, .field input { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.choice { margin-top: 12px; border: 0; }
.choice legend { margin-bottom: 4px; font-size: 13px; color: var(--faint); }
.choice div { display: flex; flex-wrap: wrap; gap: 8px; }
.choice label { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 0 14px 0 10px; border: 1px solid var(--line); border-radius: 8px; }
.choice input { width: 20px; height: 20px; accent-color: var(--accent); }
@media (max-width: 360px) {
  header { padding-left: 12px; } [role=tabpanel], footer { padding-left: 12px; padding-right: 12px; } [role=tab] { padding: 0 6px; font-size: 14px; }
}
`
