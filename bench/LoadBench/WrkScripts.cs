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
    public static string WriteEach(TempFolder folder, IEnumerable<SignedCallback> callbacks, string keyUrl) => WriteLines(
        folder,
        callbacks.Select(callback => $"{callback.Signature} {callback.Body}"),
        $$"""
        local signature, body = line:match("^(%S+) (.*)$")
        return wrk.format("POST", nil, {["Authorization"] = signature, ["{{SignedCallback.KeyUrlHeader}}"] = "{{keyUrl}}", ["Content-Type"] = "{{SignedCallback.ContentType}}"}, body)
        """);

    /// <summary>Posts the same JSON with each token once, and then begins again.</summary>
    public static string WriteEachToken(TempFolder folder, string json, IEnumerable<string> tokens) => WriteLines(
        folder,
        tokens,
        $$"""
        return wrk.format("POST", nil, {["Authorization"] = "Bearer " .. line, ["Content-Type"] = "application/json"}, '{{json}}')
        """);

    /// <summary>Posts each JSON once, and then begins again.</summary>
    public static string WriteEachJson(TempFolder folder, IEnumerable<string> jsons, string token) => WriteLines(
        folder,
        jsons,
        $$"""
        return wrk.format("POST", nil, {["Authorization"] = "Bearer {{token}}", ["Content-Type"] = "application/json"}, line)
        """);

    // Lua takes no more than 65,536 constants in a script, so the requests come from a file; they are made before the clock starts.
    private static string WriteLines(TempFolder folder, IEnumerable<string> lines, string makeRequest)
    {
        var data = folder.File($"{Guid.NewGuid():N}.txt");
        File.WriteAllLines(data, lines);
        return Write(
            folder,
            $$"""
            local all = {}
            local at = 0
            local function make(line)
            {{makeRequest}}
            end
            init = function(args)
              for line in io.lines("{{data}}") do all[#all+1] = make(line) end
            end
            request = function()
              at = at % #all + 1
              return all[at]
            end
            """);
    }

    private static string Write(TempFolder folder, string text)
    {
        var path = folder.File($"{Guid.NewGuid():N}.lua");
        File.WriteAllText(path, text);
        return path;
    }
}
