// The library loads these lazily, in the first test of a file: only that test would then be held against what is evaluated once.
import '../src/core/engine.ts'
import '../src/core/sdk-online.ts'
