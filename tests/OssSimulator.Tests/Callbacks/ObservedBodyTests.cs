using System.Text.RegularExpressions;
using OssSimulator.Callbacks;
using OssSimulator.Tests.Infrastructure;

namespace OssSimulator.Tests.Callbacks;

/// <summary>Bodies that production OSS signed, made again from their templates.</summary>
public sealed partial class ObservedBodyTests
{
    public static TheoryData<string> Ids => Vectors.Ids("callback-body-observed.json");

    [Theory]
    [MemberData(nameof(Ids))]
    public void is_what_the_service_sent(string id)
    {
        var vector = Vectors.Get("callback-body-observed.json", id);
        var (template, emitted, type) = (vector.Text("template"), vector.Text("emitted"), vector.Text("callbackBodyType"));
        Assert.Equal(emitted, CallbackTemplate.Fill(template, type, JsonMissingValue.Null, Values(template, emitted, type).GetValueOrDefault));
    }

    private static Dictionary<string, CallbackValue?> Values(string template, string emitted, string type)
    {
        var names = Variable().Matches(template).Select(match => match.Groups[1].Value).ToList();
        var pattern = "^" + Variable().Replace(Regex.Escape(template).Replace("\\$\\{", "${", StringComparison.Ordinal), "(.*)") + "$";
        var groups = Regex.Match(emitted, pattern).Groups.Values.Skip(1).Select(group => group.Value);
        return names.Zip(groups).ToDictionary(pair => pair.First, pair => (CallbackValue?)new CallbackValue(
            type == CallbackConfiguration.JsonType ? pair.Second.Trim('"') : Uri.UnescapeDataString(pair.Second),
            pair.First is "size" or "imageInfo.width" or "imageInfo.height"));
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Variable();
}
