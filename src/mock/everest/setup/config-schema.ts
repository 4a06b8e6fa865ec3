/** The parts of EVerest's configuration that the mock reads, as a JSON Schema. */
const integer = { type: 'integer' } as const;
const connection = {
  type: 'object',
  required: ['module_id', 'implementation_id'],
  properties: { module_id: { type: 'string' }, implementation_id: { type: 'string' } },
} as const;

export const CONFIG_SCHEMA = {
  type: 'object',
  required: ['active_modules'],
  properties: {
    active_modules: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['module'],
        properties: {
          module: { type: 'string', minLength: 1 },
          config_module: {
            type: 'object',
            properties: {
              cfg_heartbeat_interval_ms: integer,
              cfg_communication_check_to_s: integer,
              cfg_request_reply_to_s: integer,
              latch_variable_values: { type: 'boolean' },
              connector_id: { type: 'integer', minimum: 1 },
              evse_id: { type: 'string', minLength: 1 },
              charge_mode: { enum: ['AC', 'DC'] },
            },
          },
          connections: {
            type: 'object',
            additionalProperties: { type: 'array', items: connection },
          },
          access: {
            type: 'object',
            properties: {
              config: {
                type: 'object',
                properties: { allow_global_read: { type: 'boolean' } },
              },
            },
          },
        },
      },
    },
  },
} as const;
