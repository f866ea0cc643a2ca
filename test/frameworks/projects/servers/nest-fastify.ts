import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { AppModule } from './nest.js'

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error'] })

await app.listen(Number(process.env.PORT ?? 3000), '0.0.0.0')
