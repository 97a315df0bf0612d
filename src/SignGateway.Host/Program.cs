using SignGateway;
using SignGateway.Host.Admin;
using SignGateway.Host.Authentication;
using SignGateway.Host.Commands;
using SignGateway.Host.Demo;
using SignGateway.Host.Development;
using SignGateway.Host.Edge;
using SignGateway.Host.Hosting;
using SignGateway.Host.Http;
using SignGateway.Host.Proxies;
using SignGateway.Host.Telemetry;
using SignGateway.Storage;

var (command, arguments) = CommandLine.Read(args);
if (command.Alone is { } alone)
    return alone(arguments);

var builder = WebApplication.CreateBuilder(arguments.Settings);
if (command != Serve.Command)
    builder.LogToStandardError();
List<string> faults = [];
builder.AddSecretFiles(faults);
var urls = ListeningUrls.Settle(builder);

builder.AddHttpLimits(faults);
builder.AddExporting(faults);
builder.LeaveOutUnseenDiagnostics();
var local = LocalSetup.Apply(builder, urls, faults);
using var folder = command.OnlyReads ? LocalFolder.Look(builder) : LocalFolder.Open(builder, local, faults);

builder.Services.AddSingleton(services => new DemoSignIn(local.DemoAbsentBecause, services.GetRequiredService<TimeProvider>()));
builder.AddBearerAuthentication();
builder.AddUserCors();
builder.AddAdminPage();
builder.AddForwarded();
builder.AddEdge();
builder.Services.AddSignGateway(builder.Configuration);
builder.Services.AddSignGatewayStorage(builder.Configuration, builder.Environment.ContentRootPath);
builder.Services.AddOpenApi();
local.AddSimulator(builder);

await using var app = builder.Build();
faults.AddRange(StartFaults.Find(app.Services));
faults.AddRange(await EdgeFaults.FindAsync(app.Services));
if (faults.Count > 0)
    return command.Complain(faults, arguments);

var demo = app.Services.GetRequiredService<DemoSignIn>();
app.UseLeaving();
app.UseAnswerHeaders();
app.UseForwarded();
app.UseProblems();
app.UsePages(demo);
app.UseRouting();
app.UseCors();
app.UseRememberedAuthentication();
app.UseEdge();
var ours = app.BesideEdge();
ours.MapSignGateway().RequireUserCors();
ours.MapDemo(demo);
ours.MapAdminPage(demo);
ours.MapOpenApi("/openapi/{documentName}.json");

return await command.Run(app, arguments);
