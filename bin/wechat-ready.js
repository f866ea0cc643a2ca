#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { runCommand } from '../dist/doctor/cli.js'

const { argv, env, stdin, stdout, stderr } = process
process.exitCode = await runCommand({ parseArgs, args: argv.slice(2), env, stdin, stdout, stderr })
// A pipe that nobody writes to any more would keep the process.
stdin.unref?.()
