using SignGateway;
using SignGateway.Host.Admin;
using SignGateway.Host.Authentication;
using SignGateway.Host.Demo;
using SignGateway.Host.Development;
using SignGateway.Host.Edge;
using SignGateway.Host.Hosting;
using SignGateway.Host.Http;
using SignGateway.Host.Proxies;
using SignGateway.Storage;

var rebuild = RebuildArguments.Read(args);
if (rebuild?.Fault is { } fault)
    return Rebuild.Refuse(fault);
var erase = EraseArguments.Read(args);
if (erase?.Fault is { } misuse)
    return Erase.Refuse(misuse);

var builder = WebApplication.CreateBuilder(rebuild?.Settings ?? erase?.Settings ?? args);
if (rebuild is not null || erase is not null)
    CommandLedger.LogToStandardError(builder);
var urls = ListeningUrls.Settle(builder);

List<string> faults = [];
builder.AddHttpLimits(faults);
builder.LeaveOutUnseenDiagnostics();
var local = LocalSetup.Apply(builder, urls, faults);
using var folder = LocalFolder.Open(builder, local, faults);

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
{
    StartFaults.Print(faults);
    return 1;
}

if (args is ["migrate", ..])
    return await Migrate.RunAsync(app.Services);
if (rebuild is not null)
    return await Rebuild.RunAsync(app.Services, rebuild);
if (erase is not null)
    return await Erase.RunAsync(app.Services, erase);

var demo = app.Services.GetRequiredService<DemoSignIn>();
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

await app.StartAsync();
Welcome.Print(app, demo);
await app.WaitForShutdownAsync();
return 0;
