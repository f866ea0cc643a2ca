// Hands the rows of a part to the process that has started it, or shows them where none has; and ends this process,
// whatever it has left running.
export function tell(rows) {
  if (process.send) return process.send(rows, () => process.exit())
  console.table(rows, ['what', 'unit', 'ours', 'peer', 'theirs', 'bar'])
  process.exit()
}
