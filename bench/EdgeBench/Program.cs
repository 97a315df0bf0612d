// Measures the Host as an edge against YARP alone, on GETs of 1 KB: interleaved rounds, medians, ratios. See bench/README.md.
using EdgeBench;
using LoadBench;
using SignGateway.TestServers;

const int Rounds = 7;
const int Seconds = 4;
const int WarmUpSeconds = 6;

var root = args[0];
using var folder = new TempFolder();
using var signer = new CallbackSigner();
await using var keys = await KeyServer.StartAsync(signer.PublicPem);
using var app = await ServerProcess.StartAsync(ServerProcess.Dll(root, "bench/Baseline", "Baseline"), "/read", new Dictionary<string, string>(), "--bytes 1024");
var section = new Dictionary<string, string>
{
    ["Logging__LogLevel__Default"] = "Warning",
    ["ReverseProxy__Routes__app__ClusterId"] = "app",
    ["ReverseProxy__Routes__app__Match__Path"] = "/{**rest}",
    ["ReverseProxy__Clusters__app__Destinations__one__Address"] = app.Url.AbsoluteUri,
};
using var alone = await ServerProcess.StartAsync(ServerProcess.Dll(root, "bench/YarpAlone", "YarpAlone"), "/read", section, "");
using var edge = await Gateway.StartAsync("edge", root, folder.File("edge"), keys, app.Url, section);

var anonymous = Script("anonymous.lua", "");
var signedIn = Script("signed-in.lua", $"wrk.headers['Authorization'] = 'Bearer {edge.Token}'");
List<Course> courses =
[
    new("the application itself", app, anonymous),
    new("YARP alone", alone, anonymous),
    new("edge", edge.Process, anonymous),
    new("YARP alone, with a token", alone, signedIn),
    new("edge, with a token", edge.Process, signedIn),
];
foreach (var course in courses)
    await course.RunAsync(WarmUpSeconds);
foreach (var course in courses)
    course.Forget();
for (var round = 0; round < Rounds; round++)
{
    // Each round the other way round, so that what drifts drifts for all.
    foreach (var course in round % 2 == 0 ? courses : Enumerable.Reverse(courses))
        await course.RunAsync(Seconds);
}

Console.WriteLine($"{Environment.ProcessorCount} cores, {DateTime.UtcNow:u}; GET of 1,024 bytes; wrk with 1 thread and 32 connections; medians of {Rounds} interleaved rounds");
foreach (var course in courses)
    Console.WriteLine($"{course.Name,-26} {course.Rates.Median(),8:F0}/s {course.Microseconds.Median(),6:F1} us of processor a request");
Console.WriteLine($"requests/s, edge over YARP alone: {Ratio(2, 1, course => course.Rates)}; with a token {Ratio(4, 3, course => course.Rates)}");
Console.WriteLine($"processor time, edge over YARP alone: {Ratio(2, 1, course => course.Microseconds)}; with a token {Ratio(4, 3, course => course.Microseconds)}");

string Ratio(int over, int under, Func<Course, List<double>> figures)
{
    var ratios = figures(courses[over]).Zip(figures(courses[under]), (one, other) => one / other).ToList();
    return $"{ratios.Median():F2} (rounds: {ratios.Min():F2} to {ratios.Max():F2})";
}

string Script(string name, string line)
{
    File.WriteAllText(folder.File(name), line);
    return folder.File(name);
}
