/**
 * What Nest on Fastify costs when it does nothing: the same requests, the body sent back; with `validated`, after
 * class-validator's ValidationPipe has looked at it.
 */
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDateString,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { type AddressInfo } from 'node:net';
import { answer, cpuSeconds } from './station.js';

class ReceiveInquiry {
  @IsIn(['counter', 'phone', 'meeting', 'email', 'digitalPost', 'letter', 'web', 'sms']) readonly channel!: string;
  @IsOptional() @IsIn(['citizen', 'association', 'company']) readonly complainantType?: string;
  @IsOptional() @IsDateString() readonly receivedOn?: string;
}
class RecordPart {
  @IsString() @Length(1, 60) readonly topic!: string;
  @IsString() @Length(1, 40) readonly department!: string;
  @IsOptional() @IsDateString() readonly eventStart?: string;
  @IsOptional() @IsDateString() readonly eventEnd?: string;
}
class AssessRemit {
  @Matches(/^[A-Z]{1,2}$/) readonly part!: string;
  @IsBoolean() readonly admissible!: boolean;
}
class AgreeRegistration {
  @IsBoolean() readonly citizen!: boolean;
  @IsBoolean() readonly adviser!: boolean;
}
class Complainant {
  @IsString() @Length(1, 10_000) readonly name!: string;
  @IsOptional() @Matches(/^\d{6}-?\d{4}$/) readonly cpr?: string;
  @IsOptional() @IsString() @Length(1, 10_000) readonly address?: string;
  @IsOptional() @IsEmail() readonly email?: string;
  @IsOptional() @IsString() @Length(1, 10_000) readonly phone?: string;
}
class RegisterCase {
  @ValidateNested() @Type(() => Complainant) readonly complainant!: Complainant;
  @IsString() @Length(1, 10_000) readonly summary!: string;
  @IsOptional() @IsArray() @Matches(/^[A-Z]{1,2}$/, { each: true }) readonly parts?: string[];
}
class Referral {
  @IsString() @Length(1, 40) readonly department!: string;
  @IsArray() @ArrayMinSize(1) @Matches(/^[A-Z]{1,2}$/, { each: true }) readonly parts!: string[];
  @IsOptional() @IsString() @Length(1, 10_000) readonly questions?: string;
}
class ReferToDepartment {
  @IsArray() @ArrayMinSize(1) @ValidateNested({ each: true }) @Type(() => Referral) readonly referrals!: Referral[];
}
class RecordDepartmentAnswer {
  @IsString() @Length(1, 40) readonly department!: string;
  @IsBoolean() readonly directToCitizen!: boolean;
  @IsOptional() @IsDateString() readonly receivedOn?: string;
  @IsOptional() @IsString() @Length(1, 10_000) readonly summary?: string;
}
class CloseCase {}

@Controller('api/offices/:office/complaints')
class EchoController {
  @Post('transitions/ReceiveInquiry') receiveInquiry(@Body() body: ReceiveInquiry): ReceiveInquiry {
    return body;
  }
  @Post(':id/transitions/RecordPart') @HttpCode(200) recordPart(@Body() body: RecordPart): RecordPart {
    return body;
  }
  @Post(':id/transitions/AssessRemit') @HttpCode(200) assessRemit(@Body() body: AssessRemit): AssessRemit {
    return body;
  }
  @Post(':id/transitions/AgreeRegistration') @HttpCode(200) agreeRegistration(
    @Body() body: AgreeRegistration,
  ): AgreeRegistration {
    return body;
  }
  @Post(':id/transitions/RegisterCase') @HttpCode(200) registerCase(@Body() body: RegisterCase): RegisterCase {
    return body;
  }
  @Post(':id/transitions/ReferToDepartment') @HttpCode(200) referToDepartment(
    @Body() body: ReferToDepartment,
  ): ReferToDepartment {
    return body;
  }
  @Post(':id/transitions/RecordDepartmentAnswer') @HttpCode(200) recordDepartmentAnswer(
    @Body() body: RecordDepartmentAnswer,
  ): RecordDepartmentAnswer {
    return body;
  }
  @Post(':id/transitions/CloseCase') @HttpCode(200) closeCase(@Body() body: CloseCase): CloseCase {
    return body;
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

const app = await NestFactory.create<NestFastifyApplication>(EchoModule, new FastifyAdapter(), { logger: false });
// Unknown fields are refused, as the product refuses them.
if (process.argv[2] === 'validated')
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address() as AddressInfo;

answer({ address: () => ({ port, token: 'none' }), cpu: cpuSeconds }, () => app.close());
