using SignGateway.Host.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Host.Tests.Content;

/// <summary>One watched loop whose profiles read what was uploaded. The sweep looks every second, a second after a grant's end, which is soon for those that look in the background.</summary>
public sealed class ContentLoop : IAsyncLifetime
{
    public WatchedLoop Loop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["SignGateway__Reconcile__Interval"] = "00:00:01", ["SignGateway__Reconcile__Grace"] = "00:00:01" };
        foreach (var verify in (string[])["Background", "Before"])
        {
            foreach (var content in (string[])["Reject", "Delete"])
            {
                var profile = $"SignGateway__Profiles__{NameOf(verify, content)}__";
                settings[$"{profile}VerifyObject"] = verify;
                settings[$"{profile}VerifyContent"] = content;
                if (verify == "Background")
                    settings[$"{profile}GrantLifetime"] = "00:00:05";
                settings[$"{profile}MinBytes"] = "0";
                settings[$"{profile}Methods__0"] = "Post";
                settings[$"{profile}Methods__1"] = "Put";
            }
        }

        Loop = await WatchedLoop.StartAsync(settings);
    }

    public static string NameOf(string verify, string content) => $"{verify}-{content}";

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
