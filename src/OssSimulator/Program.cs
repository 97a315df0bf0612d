using System.Runtime.InteropServices;
using OssSimulator;

var configuration = new ConfigurationBuilder()
    .SetBasePath(AppContext.BaseDirectory)
    .AddJsonFile("appsettings.json", optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build()
    .GetSection("Simulator");

var options = new SimulatorOptions();

// The binder adds to lists; what is configured replaces the defaults instead.
if (configuration.GetSection(nameof(options.Buckets)).Exists()) options.Buckets.Clear();
if (configuration.GetSection(nameof(options.AccessKeys)).Exists()) options.AccessKeys.Clear();
if (configuration.GetSection(nameof(options.CorsOrigins)).Exists()) options.CorsOrigins.Clear();
if (configuration.GetSection(nameof(options.CorsExposedHeaders)).Exists()) options.CorsExposedHeaders.Clear();
if (configuration.GetSection(nameof(options.Roles)).Exists()) options.Roles.Clear();
configuration.Bind(options);

var stop = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var server = await SimulatorServer.StartAsync(options);
Console.WriteLine($"OSS simulator at {server.Url}, buckets {string.Join(", ", options.Buckets)}, data in {Path.GetFullPath(options.DataFolder)}");
await stop.Task;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
