/// <reference types="vite/client" />
// What the library loads lazily comes with the first test of a file: only that one would be held against what is
// evaluated but once.
import.meta.glob('../src/core/sdk-*.ts', { eager: true })
