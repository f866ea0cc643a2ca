import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { AppModule } from './nest.js'

const app = await NestFactory.create(AppModule, { logger: ['error'] })

await app.listen(Number(process.env.PORT ?? 3000))
