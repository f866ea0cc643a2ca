/** @jsxImportSource react */
import { explain } from '../src/failure.ts'

/** An error, with everything that is known of it, and what to do. */
export function Failure({ error }: { error: unknown }) {
  const { message, known } = explain(error)
  if (!known) {
    return (
      <div className="failure" role="alert">
        <p className="failure-message">{message}</p>
      </div>
    )
  }
  return (
    <div className={`failure ${known.isMild ? 'is-mild' : ''}`} role="alert">
      <p>
        <code className="failure-code">{known.code}</code>
      </p>
      <p className="failure-advice">{known.advice}</p>
      <dl className="facts">
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
