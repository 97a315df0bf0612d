using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SignGateway.Storage.Redis;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    // The connection string holds a password: the fault repeats none of it.
    private const string Fault =
        $"{RedisOptions.Section}:ConnectionString cannot be read; write host:port,password=…,ssl=true or leave it empty.";

    public ValidateOptionsResult Validate(string? name, RedisOptions options) =>
        string.IsNullOrWhiteSpace(options.ConnectionString) || NamesAServer(options.ConnectionString)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(Fault);

    private static bool NamesAServer(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }
}
