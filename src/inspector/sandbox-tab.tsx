/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { Text } from '../knowledge/text.ts'
import { useText } from './components.tsx'
import type { Choice, Controls, Outcome } from './types.ts'

/** Over a fake client: which one it plays, what goes wrong, and what becomes of the next call. */
export function SandboxTab({ controls }: { controls: Controls }) {
  const t = useText()
  const { openMenu, outcome } = controls
  return (
    <div class="played">
      <p class="soft">
        {t([
          'This page runs over a fake WeChat: everything below is played.',
          '当前页面运行在模拟的微信客户端中：以下都是模拟的。',
        ])}
      </p>
      <Select
        label={['Client', '客户端']}
        value={controls.client}
        choices={controls.clients}
        onChange={(client) => controls.change({ client })}
      />
      <Select
        label={['Fault', '故障']}
        value={controls.fault}
        choices={controls.faults}
        onChange={(fault) => controls.change({ fault })}
      />
      {outcome && <NextCall get={outcome.get} set={outcome.set} />}
      {openMenu && (
        <div class="row">
          <button type="button" class="button" onClick={openMenu}>
            {t(['Open the share menu', '打开分享菜单'])}
          </button>
        </div>
      )}
    </div>
  )
}

function Select(props: { label: Text; value: string; choices: readonly Choice[]; onChange: (name: string) => void }) {
  const t = useText()
  return (
    <label class="field">
      <span>{t(props.label)}</span>
      <select value={props.value} onChange={({ currentTarget }) => props.onChange(currentTarget.value)}>
        {props.choices.map(({ name, title }) => (
          <option key={name} value={name} selected={name === props.value}>
            {t(title)}
          </option>
        ))}
      </select>
    </label>
  )
}

const outcomes: readonly (readonly [Outcome, Text])[] = [
  ['answer', ['Answer', '正常返回']],
  ['cancel', ['Cancel', '取消']],
  ['deny', ['Deny', '拒绝']],
]

function NextCall({ get, set }: NonNullable<Controls['outcome']>) {
  const t = useText()
  const [, redraw] = useState(0)
  const chosen = get()
  return (
    <fieldset class="choice">
      <legend>{t(['Next call', '下一次调用'])}</legend>
      <div>
        {outcomes.map(([name, title]) => (
          <label key={name}>
            <input
              type="radio"
              name="outcome"
              value={name}
              checked={name === chosen}
              onChange={() => {
                set(name)
                redraw((times) => times + 1)
              }}
            />
            {t(title)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
