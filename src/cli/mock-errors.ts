import { isSystemError } from '../system/system-error.js';
import { UsageError } from './usage-error.js';

/**
 * Explains why the mock server cannot start: a port in use, no broker, or a wrong value of an option.
 */
export function explainStart(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const here = `mqtt://127.0.0.1:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} is in use by another program, perhaps by a broker.`,
        `Use another port (--port 0 for any), or use that broker: --broker ${here}`,
      );
    case 'EACCES':
      return new UsageError(
        `You have no permission to use port ${port}.`,
        'Use a port from 1024 on.',
      );
    case 'MQTT5_NEEDED':
      return new UsageError(error.message, startMqtt5(port === 0 ? 1883 : port));
    case 'CONNECTION':
      return new UsageError(
        error.message,
        'Check that the broker is running and that the URL of --broker is correct.',
      );
    case 'OPERATION':
      return new UsageError(error.message, 'Pass the name of one of these operations to --every.');
    case 'TOPIC':
      return new UsageError(
        error.message,
        'Pass another value with --var name=value, or another --prefix.',
      );
    default:
      return error;
  }
}

/** Explains why the control API cannot start. */
export function explainControl(error: unknown, port: number): unknown {
  if (!isSystemError(error)) return error;
  const help = 'Use another port: --control-port 0 for any.';
  if (error.code === 'EADDRINUSE') {
    return new UsageError(`Port ${port} for the control API is in use.`, help);
  }
  if (error.code !== 'EACCES') return error;
  return new UsageError(`You have no permission to use port ${port}.`, help);
}

/** Explains why a command cannot use the broker of the user. */
export function explainConnection(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'CONNECTION') return explainStart(error, 0);
  if (typeof code !== 'number') return error;
  return new UsageError(
    `The broker refuses: ${error.message}.`,
    'Use topics that the broker lets this client read or write, or other credentials.',
  );
}

/** Returns how to start a broker that supports MQTT 5. */
function startMqtt5(port: number): string {
  return [
    'Start a broker that supports MQTT 5, with mosquitto or with docker:',
    `  mosquitto -p ${port}`,
    `  docker run --rm -p 127.0.0.1:${port}:1883 eclipse-mosquitto:2 mosquitto -c /mosquitto-no-auth.conf`,
    `and run this command with --broker mqtt://127.0.0.1:${port}`,
  ].join('\n  ');
}
