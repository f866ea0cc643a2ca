import { explain } from '../src/failure.ts'

/** An error, with everything that is known of it, and what to do. */
export function Failure({ error }: { error: unknown }) {
  const { message, known } = explain(error)
  if (!known) {
    return (
      <div class="failure" role="alert">
        <p class="failure-message">{message}</p>
      </div>
    )
  }
  return (
    <div class={`failure ${known.isMild ? 'is-mild' : ''}`} role="alert">
      <p>
        <code class="failure-code">{known.code}</code>
      </p>
      <p class="failure-advice">{known.advice}</p>
      <dl class="facts">
        {known.facts.map(([name, values]) => (
          <div key={name}>
            <dt>{name}</dt>
            {values.map((value) => (
              <dd key={value}>{value}</dd>
            ))}
          </div>
        ))}
      </dl>
      <details>
        <summary>error.message</summary>
        <p>{message}</p>
      </details>
    </div>
  )
}
