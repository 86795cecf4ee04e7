// Faults as answers: the status by the code, all faults at once. What is no fault of ours to name is a number in the log.
import { type Fault, Faults } from "../basis/fault.ts";
import type { Refusal } from "../desk/api-types.ts";

const STATUS: Readonly<Record<string, number>> = {
  SESSION_NONE: 401, SESSION_EXPIRED: 401, SIGN_IN: 401,
  RIGHTS: 403, ORIGIN_FORBIDDEN: 403, KEY_ROLE: 403, ACT_AUTHOR: 403, SECOND_SELF: 403, SIGNATURE: 403, ROOT_SIGNATURES: 403, KEY_INACTIVE: 403, ENROLMENT_CODE: 403, SEAT_CLOSED: 403, SEAT_SELF: 403, PROOF: 403, PASSKEY_CHALLENGE: 403, PASSKEY_ORIGIN: 403, PASSKEY_NONE: 403, PASSKEY_COUNTER: 403, PASSKEY_PROOF: 403, MATCH_TO: 403, LIST_OWN: 403, PLAN_SEAT: 403, TABLE_AUTHOR: 403,
  ROUTE_NONE: 404, OFFICER_NONE: 404, ENTRY_NONE: 404, ACT_NONE: 404, LIST_NONE: 404, JOB_NONE: 404, TEXT_NONE: 404, RECEIPT_INDEX: 404, EXPORT_NONE: 404, BRACKET_NONE: 404, ERASE_NONE: 404, RUN_NONE: 404, PLAN_NONE: 404, PLAN_ROUND: 404,
  CHAIN_COUNTER: 409, CHAIN_PREV: 409, NAME_MOVED: 409, NAME_CLOSED: 409, ACT_TWICE: 409, KEY_WITHDRAWN: 409, TABLE_VERSION: 409, TABLE_TWICE: 409, TABLE_OTHER_BYTES: 409, LIST_TWICE: 409, LIST_OPEN: 409, PENDING_FIRST: 409, JOB_OPEN: 409, GO_UNACKNOWLEDGED: 409, GO_STOPPED: 409, GO_LATE: 409, EXCEPTION_TWICE: 409, ERASE_TWICE: 409, RUN_TWICE: 409, PAIR_OWN: 409, PAIR_DECIDED: 409, PAIR_TAKEN: 409, DOUBLE_OWN: 409, DOUBLE_STANDS: 409, CALIBRATION_VERSION: 409, CALIBRATION_OTHER: 409, PLAN_OTHER: 409, SEED_OPEN: 409,
  TOO_LARGE: 413,
  MEDIA_TYPE: 415,
  TOO_MANY: 429,
  CLOSING: 503,
  STORE_WRITE: 507,
};

export const refusalOf = (error: Fault | Faults): { readonly status: number; readonly body: Refusal } => {
  const faults = error instanceof Faults ? error.faults : [error];
  const [first] = faults;
  const code = first?.code ?? "REQUEST_FORM";
  return {
    status: STATUS[code] ?? 400,
    body: { error: { code, message: first?.message ?? "", faults: faults.slice(0, 1_000).map((one) => ({ code: one.code, message: one.message, places: one.places })) } },
  };
};
