import { type Field, type Fields, initialValue, type Values } from '../src/fields.ts'
import { souvenirs } from '../src/souvenirs.ts'
import { t } from '../src/words.ts'

interface Props {
  /** Makes the ids of the fields unique on the page. */
  readonly name: string
  readonly fields: Fields
  readonly values: Values
  readonly onChange: (values: Values) => void
}

/** The form of one API. */
export function Form({ name, fields, values, onChange }: Props) {
  return (
    <div class="fields">
      {Object.entries(fields).map(([key, field]) => (
        <Control
          key={key}
          id={`${name}-${key}`}
          label={field.label ? t(field.label) : key}
          field={field}
          value={values[key] ?? initialValue(field)}
          onValue={(value) => onChange({ ...values, [key]: value })}
        />
      ))}
    </div>
  )
}

interface ControlProps {
  readonly id: string
  readonly label: string
  readonly field: Field
  readonly value: string | readonly string[]
  readonly onValue: (value: string | readonly string[]) => void
}

function Control({ id, label, field, value, onValue }: ControlProps) {
  if (field.kind === 'many') return <Many {...{ id, label, value, onValue }} options={field.options} />
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Input {...{ id, field, onValue }} value={String(value)} />
    </div>
  )
}

function Input({ id, field, value, onValue }: Omit<ControlProps, 'label'> & { value: string }) {
  const onInput = ({ currentTarget }: { currentTarget: { value: string } }) => onValue(currentTarget.value)
  const common = { id, value, onInput, placeholder: t(['left out', '不传']) }
  switch (field.kind) {
    case 'choice':
      return (
        <select {...common}>
          <option value="">{t(['left out', '不传'])}</option>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )
    case 'number':
      return <input type="number" {...common} min={field.min} max={field.max} step="any" />
    case 'text':
      return (
        <>
          <input {...common} list={`${id}-list`} autocomplete="off" spellcheck={false} />
          <datalist id={`${id}-list`}>
            {souvenirs(field.from).map((souvenir) => (
              <option key={souvenir} value={souvenir} />
            ))}
          </datalist>
        </>
      )
    default:
      return <textarea {...common} rows={field.kind === 'json' ? 6 : 3} spellcheck={false} />
  }
}

function Many({ id, label, options, value, onValue }: Omit<ControlProps, 'field'> & { options: readonly string[] }) {
  return (
    <fieldset class="field is-many" id={id}>
      <legend>{label}</legend>
      <div class="chips">
        {options.map((option) => (
          <label key={option} class="chip">
            <input
              type="checkbox"
              checked={value.includes(option)}
              onChange={({ currentTarget }) =>
                onValue(options.filter((other) => (other === option ? currentTarget.checked : value.includes(other))))
              }
            />
            <span>{option}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
