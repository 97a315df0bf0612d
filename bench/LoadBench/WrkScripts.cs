using System.Text;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>Lua for wrk.</summary>
internal static class WrkScripts
{
    /// <summary>Posts the same JSON again and again.</summary>
    public static string WriteSame(TempFolder folder, string json, string token) => Write(
        folder,
        $"""
        wrk.method = "POST"
        wrk.body = '{json}'
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Authorization"] = "Bearer {token}"
        """);

    /// <summary>Posts each callback once, and then begins again.</summary>
    public static string WriteEach(TempFolder folder, IEnumerable<SignedCallback> callbacks, string keyUrl)
    {
        var script = new StringBuilder("local all = {}\n");
        foreach (var callback in callbacks)
            script.AppendLine($"all[#all+1] = {{\"{callback.Signature}\", \"{callback.Body}\"}}");
        script.AppendLine(
            $$"""
            local at = 0
            request = function()
              at = at % #all + 1
              return wrk.format("POST", nil, {["Authorization"] = all[at][1], ["{{SignedCallback.KeyUrlHeader}}"] = "{{keyUrl}}", ["Content-Type"] = "{{SignedCallback.ContentType}}"}, all[at][2])
            end
            """);
        return Write(folder, script.ToString());
    }

    private static string Write(TempFolder folder, string text)
    {
        var path = folder.File($"{Guid.NewGuid():N}.lua");
        File.WriteAllText(path, text);
        return path;
    }
}
