import { Controller, Get, Module, Query, Req, Res } from '@nestjs/common'
import { signer } from './signer.js'

@Controller('api/wechat')
export class WechatController {
  // Reads the query strictly, and answers its refusals as JSON: on Express and on Fastify.
  @Get('signature')
  signature(@Req() request: object, @Res() response: object) {
    return signer.node(request as never, response as never)
  }

  // The same by Nest's own means: its exception filter answers a refusal with the error's status.
  @Get('sign')
  sign(@Query('url') url: string) {
    return signer.sign(url)
  }
}

@Module({ controllers: [WechatController] })
export class AppModule {}
