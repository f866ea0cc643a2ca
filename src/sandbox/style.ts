/** WeUI's colours and measures. */
export const style = `
:host {
  all: initial;
  color-scheme: light dark;
  --page: #ededed;
  --card: #fff;
  --raised: #fff;
  --press: #ececec;
  --text: rgba(0, 0, 0, .9);
  --faint: rgba(0, 0, 0, .62);
  --line: rgba(0, 0, 0, .1);
  --fill: rgba(0, 0, 0, .05);
  --green: #067a3f;
  --bright: #07c160;
  --button: #067a3f;
  --red: #d63b3b;
  --link: #4a5f8a;
  --land: #f2efe6;
  --park: #cfe6c4;
  --water: #b3d6ec;
  --street: #fff;
  --road: #fbe3a4;
  --shadow: 0 12px 40px rgba(0, 0, 0, .18), 0 2px 6px rgba(0, 0, 0, .08);
}
@media (prefers-color-scheme: dark) {
  :host {
    --page: #111;
    --card: #1e1e1e;
    --raised: #454545;
    --press: #2a2a2a;
    --text: rgba(255, 255, 255, .84);
    --faint: rgba(255, 255, 255, .62);
    --line: rgba(255, 255, 255, .1);
    --fill: rgba(255, 255, 255, .08);
    --green: #3eb575;
    --bright: #07b257;
    --button: #087f43;
    --red: #fa7070;
    --link: #8aa3d6;
    --land: #2b2d2f;
    --park: #2f4536;
    --water: #22405a;
    --street: #43464a;
    --road: #6a5d3a;
    --shadow: 0 12px 40px rgba(0, 0, 0, .6), 0 0 0 1px rgba(255, 255, 255, .08);
  }
}
* { box-sizing: border-box; margin: 0; padding: 0; }
[hidden] { display: none !important; }
.sheet {
  font: 15px/1.4 -apple-system, "PingFang SC", "Helvetica Neue", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  color: var(--text);
  -webkit-text-size-adjust: 100%;
}
button, input, select { font: inherit; color: inherit; }
button { border: 0; background: none; cursor: pointer; -webkit-tap-highlight-color: transparent; }
button:disabled { cursor: default; opacity: .35; }
:focus-visible { outline: 2px solid var(--bright); outline-offset: 2px; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
h2 { font-size: 16px; font-weight: 600; }
.hint { color: var(--faint); font-size: 13px; }
.primary, .secondary {
  display: inline-flex; align-items: center; justify-content: center; gap: 8px;
  min-height: 44px; padding: 0 20px; border-radius: 8px; font-weight: 500;
}
.primary { background: var(--button); color: #fff; }
.primary:active { filter: brightness(.92); }
.secondary { background: var(--fill); }
.secondary:hover { background: var(--press); }
.wide { width: 100%; }
.segments { display: flex; padding: 2px; border: 0; border-radius: 8px; background: var(--fill); }
.segments label { position: relative; flex: 1; text-align: center; cursor: pointer; }
.segments input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.segments span { display: grid; place-items: center; min-height: 44px; padding: 0 10px; border-radius: 6px; font-size: 14px; white-space: nowrap; }
.segments input:checked + span { background: var(--raised); box-shadow: 0 1px 3px rgba(0, 0, 0, .15); font-weight: 500; }
.segments input:focus-visible + span { outline: 2px solid var(--bright); outline-offset: 1px; }

.field { display: flex; align-items: center; gap: 12px; min-height: 44px; }
.field > span { flex: 1; white-space: nowrap; }
.field select, .field input:not([type=radio]) {
  min-width: 0; height: 44px; padding: 0 10px; border: 0; border-radius: 8px; background-color: var(--fill);
}
.field option { background: var(--card); }

/* Sheets */
.sheet {
  width: 100%; max-width: none; max-height: 92vh; margin: auto 0 0; border: 0; overflow: hidden;
  border-radius: 12px 12px 0 0; background: var(--page); padding-bottom: env(safe-area-inset-bottom);
}
.sheet[open] { display: flex; flex-direction: column; }
.sheet::backdrop { background: rgba(0, 0, 0, .55); }
.sheet > .bar { flex: none; position: relative; display: grid; place-items: center; height: 56px; padding: 0 16px; background: var(--card); }
.sheet .plain { position: absolute; left: 8px; min-width: 44px; height: 44px; padding: 0 8px; border-radius: 8px; }
.sheet > footer {
  flex: none; display: flex; align-items: center; justify-content: space-between; padding: 10px 16px;
  background: var(--card); border-top: 1px solid var(--line);
}
.sheet footer label { display: flex; align-items: center; gap: 8px; min-height: 44px; }
.sheet input[type=checkbox] { width: 18px; height: 18px; accent-color: var(--bright); }

.album { display: grid; grid-template-columns: repeat(4, 1fr); gap: 3px; padding: 3px; overflow-y: auto; align-content: start; min-height: 240px; }
.tile { position: relative; aspect-ratio: 1; overflow: hidden; }
.tile img { display: block; width: 100%; height: 100%; object-fit: cover; transition: transform .2s; }
.tile:focus-visible { outline-offset: -3px; z-index: 1; }
.tool { display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 6px; background: var(--card); color: var(--faint); font-size: 12px; line-height: 1.25; padding: 4px; }
.picture::before { content: ""; position: absolute; inset: 0; z-index: 1; transition: background .2s; }
.picture[aria-pressed=true]::before { background: rgba(0, 0, 0, .4); }
.picture::after {
  content: attr(data-place); position: absolute; top: 6px; right: 6px; z-index: 2; display: grid; place-items: center;
  width: 24px; height: 24px; border-radius: 50%; border: 1.5px solid #fff; background: rgba(0, 0, 0, .2);
  color: #fff; font-size: 14px; line-height: 1;
}
.picture[aria-pressed=true]::after { background: var(--button); border-color: var(--button); }

.finder { position: relative; flex: none; height: 260px; background: radial-gradient(circle at 50% 40%, #4a4f55, #15171a); overflow: hidden; }
.finder::before {
  content: ""; position: absolute; top: 50%; left: 50%; width: 180px; height: 180px; transform: translate(-50%, -50%); border-radius: 10px;
  background: linear-gradient(#fff, #fff) 0 0 / 26px 3px, linear-gradient(#fff, #fff) 0 0 / 3px 26px,
    linear-gradient(#fff, #fff) 100% 0 / 26px 3px, linear-gradient(#fff, #fff) 100% 0 / 3px 26px,
    linear-gradient(#fff, #fff) 0 100% / 26px 3px, linear-gradient(#fff, #fff) 0 100% / 3px 26px,
    linear-gradient(#fff, #fff) 100% 100% / 26px 3px, linear-gradient(#fff, #fff) 100% 100% / 3px 26px;
  background-repeat: no-repeat; transition: width .2s;
}
.finder[data-kind=barCode]::before { width: 260px; height: 120px; }
.finder svg {
  position: absolute; top: 50%; left: 50%; width: 124px; height: 124px; padding: 10px; transform: translate(-50%, -50%) rotate(-3deg);
  border-radius: 4px; background: #f4f1ea; fill: #23262a; stroke: none; box-shadow: 0 6px 24px rgba(0, 0, 0, .5);
}
.finder[data-kind=barCode] svg { width: 200px; height: 84px; }
.finder i {
  position: absolute; left: 50%; width: 180px; height: 2px; margin-left: -90px; border-radius: 50%;
  background: var(--bright); box-shadow: 0 0 12px 2px var(--bright); animation: scan 2.4s ease-in-out infinite alternate;
}
.finder[data-kind=barCode] i { width: 240px; margin-left: -120px; --from: 80px; --to: 178px; }
@keyframes scan { from { top: var(--from, 52px); } to { top: var(--to, 206px); } }
@media (prefers-reduced-motion: reduce) { .finder i { animation: none; top: 128px; } }
.sheet form { display: flex; flex-direction: column; gap: 14px; padding: 16px; background: var(--card); }
.sheet form .field > span { flex: none; color: var(--faint); }
.sheet form .field input { flex: 1; height: 44px; }
.sheet form .primary { min-height: 48px; font-size: 17px; }

.menu { display: grid; grid-template-columns: repeat(4, 1fr); gap: 20px 8px; padding: 24px 12px 20px; }
.menu p { grid-column: 1 / -1; text-align: center; color: var(--faint); }
.menu button { display: flex; flex-direction: column; align-items: center; gap: 8px; font-size: 12px; line-height: 1.25; color: var(--faint); border-radius: 12px; }
.menu i { display: grid; place-items: center; width: 56px; height: 56px; border-radius: 12px; background: var(--card); color: var(--text); }
.menu button:hover i { background: var(--press); }
.menu svg { width: 28px; height: 28px; }
.cancel { min-height: 56px; background: var(--card); font-size: 17px; }
.cancel:focus-visible { outline-offset: -3px; }

.card { display: flex; gap: 12px; margin: 16px; padding: 14px; border-radius: 8px; background: var(--card); }
.card div { flex: 1; min-width: 0; }
.card h3 { font-size: 16px; font-weight: 500; overflow-wrap: anywhere; }
.card p { margin: 4px 0 8px; color: var(--faint); font-size: 13px; overflow-wrap: anywhere; }
.card small { display: block; padding-top: 6px; border-top: 1px solid var(--line); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 11px; color: var(--faint); }
.card img { flex: none; width: 60px; height: 60px; border-radius: 4px; object-fit: cover; background: var(--fill); }
.sheet > .hint { margin: 0 20px; }
.actions { display: flex; gap: 12px; padding: 4px 16px 20px; }
.actions button { flex: 1; min-height: 48px; font-size: 17px; }
.actions .secondary { background: var(--card); }

.facts { display: flex; flex-direction: column; gap: 8px; padding: 16px 20px 20px; background: var(--card); overflow-y: auto; }
.facts h3 { font-size: 18px; font-weight: 500; overflow-wrap: anywhere; }
.facts p { overflow-wrap: anywhere; }
.facts .amount { margin-top: 12px; font-size: 40px; font-weight: 600; line-height: 1.2; text-align: center; font-variant-numeric: tabular-nums; }
.facts .middle { text-align: center; color: var(--faint); }
.facts dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; margin: 8px 0; padding: 12px 0; border-block: 1px solid var(--line); }
.facts dt { color: var(--faint); }
.facts dd { text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.facts a { display: inline-flex; align-items: center; min-height: 44px; color: var(--link); }
.facts + .actions { padding-top: 16px; }
.map { flex: none; display: block; width: 100%; height: 240px; stroke: none; background: var(--land); }
.map .park { fill: var(--park); }
.map .water { fill: var(--water); }
.map .street, .map .road { fill: none; stroke: var(--street); stroke-width: 4; }
.map .road { stroke: var(--road); stroke-width: 12; }
.map .needle { fill: #d63b3b; stroke: #fff; stroke-width: 2; }
.map .hole { fill: #fff; }
.choices { display: flex; flex-direction: column; gap: 8px; padding: 12px; overflow-y: auto; list-style: none; }
.choices li > * { display: flex; flex-direction: column; gap: 4px; width: 100%; min-height: 64px; padding: 12px 16px; border-radius: 8px; background: var(--card); text-align: start; }
.choices button:hover { background: var(--press); }
.choices b { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; font-weight: 500; }
.choices small { font-size: 13px; font-weight: 400; color: var(--faint); overflow-wrap: anywhere; }
.choices span { color: var(--faint); overflow-wrap: anywhere; }
.choices .ticket { display: flex; flex-direction: row; align-items: center; gap: 14px; color: var(--text); }
.choices .ticket svg { flex: none; width: 40px; height: 40px; padding: 8px; border-radius: 8px; background: var(--button); color: #fff; }
.choices .ticket b { flex-direction: column; align-items: start; }
.choices + .actions { padding-top: 4px; }
.whole { width: 100vw; max-width: none; height: 100vh; height: 100dvh; max-height: none; border-radius: 0; background: #000; color: #fff; }
.slides { display: flex; flex: 1; min-height: 0; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: none; }
.slides:focus-visible { outline-offset: -3px; }
.slides figure { flex: none; display: grid; place-items: center; width: 100%; height: 100%; scroll-snap-align: start; }
.slides img { max-width: 100%; max-height: 100%; min-width: 0; min-height: 0; object-fit: contain; }
.slides figcaption { max-width: 320px; padding: 20px; text-align: center; }
.slides small { display: block; margin-top: 8px; overflow-wrap: anywhere; color: rgba(255, 255, 255, .7); }
.counter { position: absolute; inset: 22px 0 auto; text-align: center; text-shadow: 0 0 6px #000; pointer-events: none; }
.leave {
  position: absolute; top: 10px; left: 10px; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%;
  background: rgba(0, 0, 0, .5); color: #fff;
}

@media (min-width: 640px) {
  .whole { width: 100vw !important; max-height: none !important; border-radius: 0 !important; }
  .sheet { width: 420px; max-height: min(720px, 88vh); margin: auto; border-radius: 16px; box-shadow: var(--shadow); }
}
`
