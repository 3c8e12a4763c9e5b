import type { AnyValue, ArrayValue, KeyValue, KeyValueList } from "../records/any_value.ts";
import { describeMessage, type Message } from "./message.ts";

// References into the dictionary of profiles (string_value_strindex, key_strindex) are unknown
// fields here: receivers of other signals have to treat them as absent.

/** `opentelemetry.proto.common.v1.AnyValue` */
export const ANY_VALUE: Message = describeMessage<AnyValue>("AnyValue", () => ({
  stringValue: [1, "string", "oneof"],
  boolValue: [2, "bool", "oneof"],
  intValue: [3, "int64", "oneof"],
  doubleValue: [4, "double", "oneof"],
  arrayValue: [5, ARRAY_VALUE, "oneof"],
  kvlistValue: [6, KEY_VALUE_LIST, "oneof"],
  bytesValue: [7, "bytes", "oneof"],
}));

const ARRAY_VALUE: Message = describeMessage<ArrayValue>("ArrayValue", () => ({
  values: [1, ANY_VALUE, "repeated"],
}));

const KEY_VALUE_LIST: Message = describeMessage<KeyValueList>("KeyValueList", () => ({
  values: [1, KEY_VALUE, "repeated"],
}));

/** `opentelemetry.proto.common.v1.KeyValue` */
export const KEY_VALUE: Message = describeMessage<KeyValue>("KeyValue", () => ({
  key: [1, "string"],
  value: [2, ANY_VALUE],
}));
