/** The panel's styles. Text has 4.5:1 on what is behind it, in both schemes. */
export const style = `
:host {
  all: initial;
  color-scheme: light dark;
  --back: #fff; --sunken: #f7f7f7; --plain: #f2f2f2; --line: rgba(0, 0, 0, .09); --text: rgba(0, 0, 0, .9); --soft: rgba(0, 0, 0, .6);
  --faint: rgba(0, 0, 0, .34); --bar: #c4c8cc; --ok: #07a352; --ok-text: #056b37; --red: #c6362f; --on-red: #fff; --red-soft: #fdf1f0;
  --wait: #8a5200; --brand: #07c160; --on-brand: #04240f; --chat: #ededed; --shadow: 0 4px 24px rgba(0, 0, 0, .24);
}
@media (prefers-color-scheme: dark) {
  :host {
    --back: #191919; --sunken: #212121; --plain: #262626; --line: rgba(255, 255, 255, .08); --text: rgba(255, 255, 255, .88); --soft: rgba(255, 255, 255, .56);
    --faint: rgba(255, 255, 255, .3); --bar: #55595d; --ok: #2fc974; --ok-text: #3dd283; --red: #ff8078; --on-red: #2c0b09; --red-soft: #2c1b1a;
    --wait: #f0b95c; --chat: #111; --shadow: 0 4px 24px rgba(0, 0, 0, .7);
  }
}
*, *::before, *::after { box-sizing: border-box; margin: 0; padding: 0; }
[hidden] { display: none !important; }
.container, .container > div { height: 100%; }
.frame, .pill {
  font: 15px/22px -apple-system, "PingFang SC", "Helvetica Neue", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  font-variant-numeric: tabular-nums; color: var(--text); -webkit-text-size-adjust: 100%; text-align: start;
}
.pill {
  position: fixed; z-index: 2147483647; display: inline-flex; align-items: center; gap: 8px;
  min-height: 44px; max-width: calc(100vw - 16px); padding: 0 16px; border: 1px solid var(--line); border-radius: 22px;
  background: var(--back); box-shadow: var(--shadow); cursor: pointer; touch-action: none;
}
.pill span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.frame { display: flex; flex-direction: column; background: var(--back); container: panel / inline-size; }
.frame.over { position: fixed; z-index: 2147483647; box-shadow: var(--shadow); }
.dock-bottom, .dock-top { left: 0; right: 0; height: min(max(62vh, 440px), 92vh, 620px); margin: 0 auto; max-width: 760px; }
.dock-bottom { bottom: 0; border-radius: 14px 14px 0 0; padding-bottom: env(safe-area-inset-bottom); animation: rise 280ms ease-out; }
.dock-top { top: 0; border-radius: 0 0 14px 14px; padding-top: env(safe-area-inset-top); }
.dock-left, .dock-right { top: 0; bottom: 0; width: 400px; max-width: 100vw; }
.dock-left { left: 0; border-right: 1px solid var(--line); }
.dock-right { right: 0; border-left: 1px solid var(--line); }
.within { height: 100%; min-height: 100%; }
.frame > div { min-height: 0; }
@keyframes rise { from { transform: translateY(60px); opacity: 0; } }
@keyframes grow { from { transform: scaleX(0); } }
@keyframes enter { from { transform: translateY(-8px); opacity: 0; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }

header { flex: none; display: flex; align-items: center; padding: 0 4px 0 20px; touch-action: none; }
h2 { flex: 1; min-width: 0; display: flex; align-items: center; gap: 9px; font-size: 15px; line-height: 20px; font-weight: 700; }
h2:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
h2 span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
h3 { font-size: 16px; line-height: 24px; font-weight: 700; }
h4 { font-size: 14px; line-height: 22px; font-weight: 400; color: var(--soft); }
p { overflow-wrap: anywhere; }
.soft, small, dt, time, summary { font-size: 14px; color: var(--soft); }
.dot { flex: none; width: 9px; height: 9px; border-radius: 50%; background: var(--faint); }
.is-ready > .dot, .is-good > .dot { background: var(--ok); }
.is-failed > .dot, .is-bad > .dot { background: var(--red); border-radius: 2px; }
.is-configuring > .dot, .is-pending > .dot, .is-wait > .dot { background: none; border: 2px solid var(--wait); }
.is-cancelled > .dot, .is-outside > .dot { background: none; border: 2px solid var(--faint); }
button, input, textarea, select { font: inherit; color: inherit; }
button { border: 0; background: none; cursor: pointer; -webkit-tap-highlight-color: transparent; }
:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
.icon { flex: none; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 22px; color: var(--soft); }
.icon:hover { background: var(--plain); }
.icon svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }

.tabs { flex: none; display: flex; align-items: center; min-height: 48px; padding: 0 20px; border-bottom: 1px solid var(--line); overflow-x: auto; }
[role=tablist] { display: flex; gap: 20px; }
[role=tab], .tab { flex: none; min-width: 44px; min-height: 48px; border-bottom: 2px solid transparent; color: var(--soft); white-space: nowrap; }
.tab { margin-left: 20px; }
[role=tab][aria-selected=true] { border-color: var(--text); color: var(--text); font-weight: 700; }
[role=tab]:hover, .tab:hover { color: var(--text); }
[role=tab]:focus-visible, .tab:focus-visible { outline-offset: -3px; }
.copy-report { flex: none; min-height: 44px; color: var(--soft); white-space: nowrap; }
.tabs .copy-report { margin-left: auto; padding-left: 20px; }
[role=tabpanel] { flex: 1 1 auto; min-height: 0; overflow-y: auto; overscroll-behavior: contain; }
[role=tabpanel]:focus-visible { outline-offset: -3px; }
footer { flex: none; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 16px; padding: 0 20px; border-top: 1px solid var(--line); }
.report { flex: 1 1 100%; padding-bottom: 12px; }
.tabs .report { position: absolute; right: 16px; top: 56px; z-index: 1; width: min(420px, 90%); padding: 12px; border-radius: 8px; background: var(--back); box-shadow: var(--shadow); }
.complaint { padding: 12px 20px; background: var(--red-soft); }

.status { display: flex; flex-direction: column; min-height: 100%; }
.verdict { padding: 20px; }
.verdict h3 { display: flex; align-items: baseline; gap: 10px; font-size: 20px; line-height: 28px; }
.verdict h3 .dot { align-self: center; }
.verdict h3 span { overflow-wrap: anywhere; }
.reason { max-width: 620px; font-size: 14px; line-height: 21px; color: var(--soft); }
.said { display: grid; gap: 6px; margin-top: 12px; }
.said > div { display: flex; flex-wrap: wrap; gap: 0 12px; }
.said dd { min-width: 0; overflow-wrap: anywhere; }
.row { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 16px; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: 4px 18px; border-radius: 8px; background: var(--plain); font-weight: 700; }
.button.main { background: var(--brand); color: var(--on-brand); }
.button.small { min-height: 44px; padding: 4px 12px; font-size: 14px; font-weight: 400; white-space: nowrap; }
.button:disabled { color: var(--soft); cursor: default; }
.button:hover { filter: brightness(.97); }
.link { min-height: 44px; color: var(--soft); }

.section { padding: 16px 20px; border-top: 1px solid var(--line); }
.section h4 { margin-bottom: 6px; }
.section.last { margin-top: auto; }
.section > div { min-width: 0; }
.section .soft { margin-top: 6px; }
.todo { display: grid; gap: 6px; padding-left: 18px; }
.todo li { overflow-wrap: anywhere; }
.todo li::marker { color: var(--soft); }
code, pre, .url { font: 13px/24px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.url, pre { display: block; line-height: 20px; overflow-wrap: anywhere; word-break: break-all; white-space: pre-wrap; }
pre { overflow-x: auto; }
mark { border-radius: 3px; background: none; color: inherit; }
mark.outlined { box-shadow: inset 0 0 0 1.5px var(--red); color: var(--text); }
mark.filled { background: var(--red); color: var(--on-red); }
mark.noted { box-shadow: inset 0 0 0 1.5px var(--soft); }
mark.outlined, mark.filled, mark.noted, .url mark { padding: 2px 1px; }
.url mark { background: var(--red); color: var(--on-red); }

.proof { margin-top: 14px; padding: 12px 16px; border-radius: 10px; background: var(--red-soft); overflow-x: auto; }
.proof-row { display: grid; grid-template-columns: 96px minmax(0, 1fr); white-space: nowrap; font-size: 14px; line-height: 24px; color: var(--soft); }
.proof-row code { color: var(--text); white-space: pre; }
.proof-position { margin-top: 4px; }

.lanes { display: grid; gap: 3px; }
.lanes > div { display: grid; grid-template-columns: 72px minmax(0, 1fr); gap: 0 8px; align-items: baseline; }
.lanes dt { color: var(--text); font-size: 15px; }
.lanes dd { min-width: 0; overflow: hidden; white-space: nowrap; }
.lanes code, .one-url code { white-space: pre; }
.one-url { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; }
.section .one-url .soft { margin: 0; }

.chart { position: relative; }
.bar-row, .axis { display: grid; grid-template-columns: minmax(0, 1fr) 60px; gap: 0 12px; }
.bar-row > span:first-child { grid-column: 1; }
.bar-row .track { grid-row: 2; grid-column: 1 / -1; height: 12px; }
.track { position: relative; display: block; }
.bar { position: absolute; top: 2px; height: 8px; min-width: 8px; border-radius: 4px; background: var(--bar); transform-origin: 0 50%; animation: grow 200ms ease-out; }
.bar-row.is-good .bar { background: var(--ok); }
.bar-row.is-bad .bar { background: var(--red); }
.bar-row.is-bad { color: var(--red); }
.bar-row.is-bad time { color: var(--red); }
.bar-row time { text-align: end; }
.axis { display: none; }

.calls { list-style: none; }
.calls li { display: flex; align-items: center; gap: 10px; min-height: 28px; animation: enter 200ms ease-out; }
.calls code { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.calls span { font-size: 14px; color: var(--soft); }
.calls .is-bad span { color: var(--red); }
.calls time { min-width: 60px; text-align: end; }
.signer { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 12px; }
.signer code { min-width: 0; overflow-wrap: anywhere; }
.finding { display: flex; gap: 8px; margin-top: 4px; font-size: 14px; }
.finding b { flex: none; width: 14px; text-align: center; }
.good b { color: var(--ok-text); } .bad b { color: var(--red); } .warning b { color: var(--wait); }

.cards { display: grid; gap: 16px; margin-top: 14px; }
figcaption { margin-bottom: 4px; font-size: 14px; color: var(--soft); }
.chat { display: flex; gap: 10px; min-height: 120px; padding: 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--chat); }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 5px; background: #a9b7c6; fill: #eef2f5; }
.bubble { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) 50px; gap: 2px 10px; align-self: start; width: 266px; min-height: 92px; padding: 11px 14px 14px; border-radius: 6px; background: var(--back); }
.bubble::before { content: ""; position: absolute; top: 15px; left: -4px; width: 10px; height: 10px; background: inherit; transform: rotate(45deg); }
.bubble b { grid-column: 1 / -1; font-size: 16px; font-weight: 400; line-height: 22px; overflow-wrap: anywhere; }
.bubble span { font-size: 12px; line-height: 17px; color: var(--soft); overflow-wrap: anywhere; }
.bubble img, .moment img, .no-picture { width: 50px; height: 50px; border-radius: 3px; object-fit: cover; background: var(--plain); }
.moment { flex: 1; min-width: 0; }
.moment em { font-style: normal; font-weight: 700; color: #5d7396; }
.moment > div { display: flex; align-items: center; gap: 8px; margin-top: 4px; padding: 5px; background: var(--plain); font-size: 14px; line-height: 20px; }
.moment b { font-weight: 400; overflow-wrap: anywhere; }
.moment img, .moment .no-picture { width: 40px; height: 40px; }

.list { padding: 8px 20px; list-style: none; }
.list > li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; padding: 10px 0; border-bottom: 1px solid var(--line); }
.list > li:last-child { border: 0; }
.list > li > .dot { align-self: center; }
.list > li > b { flex: 1; min-width: 0; font: 14px/22px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.list > li > div, .list > li > details { flex: 1 1 100%; min-width: 0; }
.list strong { font-weight: 700; }
details pre { max-height: 240px; overflow: auto; padding: 8px 10px; border-radius: 8px; background: var(--sunken); }
summary { min-height: 44px; padding: 11px 0; cursor: pointer; }
.empty, .bench, .played { padding: 16px 20px 24px; }
.bench > p + p { margin-top: 4px; }
.bench-result:not(:empty) { margin-bottom: 20px; }
.bench-result h3 + .url, .bench-result h4 + .url { margin-top: 2px; }
.bench-result h4 { margin-top: 14px; }
.field { display: block; margin-top: 12px; }
.field > span { display: block; margin-bottom: 4px; font-size: 14px; color: var(--soft); }
.field input, .field textarea, .field select {
  display: block; width: 100%; min-height: 44px; padding: 10px 12px; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--back); font-size: 16px; resize: vertical;
}
.field textarea, .field input { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.choice { margin-top: 12px; border: 0; }
.choice legend { margin-bottom: 4px; font-size: 14px; color: var(--soft); }
.choice div { display: flex; flex-wrap: wrap; gap: 8px; }
.choice label { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 0 14px 0 10px; border-radius: 8px; background: var(--plain); }
.choice input { width: 20px; height: 20px; accent-color: var(--text); }

@container panel (min-width: 560px) {
  .button.small { min-height: 34px; }
  .section.dense h4 { line-height: 24px; }
  .section:has(.signer) { align-items: start; }
  .section:has(.signer) h4 { line-height: 34px; }
  .tabs { padding: 0 28px; }
  .verdict { padding: 22px 28px 20px; }
  .section { display: grid; grid-template-columns: 112px minmax(0, 1fr); padding: 17px 28px; }
  .section.dense { padding: 13px 28px; }
  .section h4 { margin: 0; }
  .lanes > div { grid-template-columns: 80px minmax(0, 1fr) auto; gap: 0 12px; }
  .lanes dd.soft { margin: 0; }
  .bar-row, .axis { grid-template-columns: 164px minmax(0, 1fr) 64px; }
  .bar-row { align-items: center; min-height: 26px; }
  .bar-row .track { grid-row: 1; grid-column: 2; }
  .axis { display: grid; height: 16px; }
  .axis .track { grid-column: 2; }
  .axis i { position: absolute; top: 0; font: inherit; font-size: 12px; line-height: 16px; color: var(--soft); transform: translateX(-50%); white-space: nowrap; }
  .axis i:first-child { transform: none; }
  .cards { grid-template-columns: 1fr 1fr; }
  @media (max-height: 800px) {
    .verdict { padding: 16px 28px 14px; }
    .section { padding: 12px 28px; }
    .section.dense { padding: 9px 28px; }
  }
  .list, .empty, .bench, .played { padding-left: 28px; padding-right: 28px; }
}
@container panel (max-width: 400px) {
  [role=tablist] { gap: 14px; } .tabs, header, footer, .section, .verdict, .list, .empty, .bench, .played { padding-left: 16px; padding-right: 16px; }
  header { padding-right: 0; }
  .proof { margin-left: -4px; margin-right: -4px; padding: 10px 12px; }
  .proof-row { grid-template-columns: 68px minmax(0, 1fr); font-size: 12px; }
  .proof-row code { font-size: 12px; }
}
`
