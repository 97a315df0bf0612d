using SignGateway.Host.Demo;

namespace SignGateway.Host.Hosting;

internal static class Welcome
{
    /// <summary>Says where to click.</summary>
    public static void Print(WebApplication app, DemoSignIn demo)
    {
        var url = ListeningUrls.Reachable(app.Urls.First());
        Console.WriteLine(demo.Exists
            ? $"SignGateway is ready. Open {url}/ and sign in as alice or bob."
            : $"SignGateway is ready on {url}/. There is no demo page: the demo sign-in {demo.AbsentBecause}.");
    }
}
