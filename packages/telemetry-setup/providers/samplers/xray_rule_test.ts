import assert from "node:assert/strict";
import type { Attributes } from "@opentelemetry/api";
import { sampleRule } from "./testdata/sampling_rules.ts";
import { createRuleMatcher, type XrayRule } from "./xray_rule.ts";

const RESOURCE: Attributes = {
  "cloud.platform": "aws_ecs",
  "aws.ecs.container.arn": "arn:aws:ecs:us-east-1:1:container/a",
};

function matches(rule: Partial<XrayRule>, attributes: Attributes = {}): boolean {
  const service = { serviceName: "dice", attributes: RESOURCE };
  return createRuleMatcher(sampleRule(rule), service)(attributes);
}

Deno.test("createRuleMatcher() matches everything for the default rule", () => {
  assert.equal(matches({}), true);
});

Deno.test("createRuleMatcher() compares the service", () => {
  assert.equal(matches({ ServiceName: "DI?E" }), true);
  assert.equal(matches({ ServiceName: "other" }), false);
  assert.equal(matches({ ServiceType: "AWS::ECS::Container" }), true);
  assert.equal(matches({ ServiceType: "AWS::EC2::*" }), false);
  assert.equal(matches({ ResourceARN: "arn:aws:ecs:*:container/*" }), true);
  assert.equal(matches({ ResourceARN: "arn:aws:lambda:*" }), false);
});

Deno.test("createRuleMatcher() compares the request, by stable and by old names", () => {
  const rule = { Host: "*.example.com", HTTPMethod: "get", URLPath: "/roll*" };
  const request = {
    "server.address": "dice.example.com",
    "http.request.method": "GET",
    "url.path": "/rolldice",
  };
  assert.equal(matches(rule, request), true);
  assert.equal(matches(rule, { ...request, "url.path": "/" }), false);
  assert.equal(matches(rule, { ...request, "http.request.method": "POST" }), false);
  assert.equal(matches(rule, { ...request, "server.address": "example.com" }), false);
  assert.equal(matches(rule), false);
  const old = { "http.host": "a.example.com", "http.method": "GET" };
  assert.equal(matches(rule, { ...old, "http.target": "/roll?a=b" }), true);
  assert.equal(matches(rule, { ...old, "http.url": "https://a.example.com/roll" }), true);
  assert.equal(matches(rule, { ...old, "url.full": "https://a.example.com/other" }), false);
});

Deno.test("createRuleMatcher() compares attributes, which must be there", () => {
  const rule = { Attributes: { "user.tier": "gold*", "retry.count": "?" } };
  assert.equal(matches(rule, { "user.tier": "Golden", "retry.count": 1 }), true);
  assert.equal(matches(rule, { "user.tier": "Golden", "retry.count": 12 }), false);
  assert.equal(matches(rule, { "user.tier": "Golden" }), false);
  assert.equal(matches({ Attributes: { "user.tier": "*" } }), false);
});
